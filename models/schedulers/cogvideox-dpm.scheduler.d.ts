/** SDE-DPM-Solver++ 2M on CogVideoX's shifted noise, the scheduler of CogVideoX 5B (Yang et al. 2024). */
export declare const cogvideoxDpm: import("../define-scheduler.ts").Scheduler;
export default cogvideoxDpm;
