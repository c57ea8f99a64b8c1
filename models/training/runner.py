"""What every training script shares: the CPU-time clock, the saved state and the log."""
import argparse
import json
import os
import signal
import time
import torch

STATE = os.environ.get("REELGRAPH_TRAIN_STATE", "/opt/train/state")
LOG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "log.jsonl")


def arguments(description, minutes):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--minutes", type=float, default=minutes, help="CPU minutes of this process, all sessions together")
    parser.add_argument("--resume", action="store_true", help="go on from the saved state")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", default=None, help="file name of the state; default: the stage")
    parser.add_argument("--bf16", action="store_true", help="matrix products in bfloat16 (twice as fast with AVX512_BF16); weights stay float32")
    parser.add_argument("--rehearse", action="store_true", help="tiny batches, nothing logged: does every line run?")
    return parser


class Clock:
    """Progress by CPU time from origin to minutes, so a paused or crowded process does not lose its schedule.

    A SIGTERM (kill) ends the schedule early: the loop leaves after its step and saves.
    """

    def __init__(self, minutes, spent=0.0, origin=0.0):
        self.minutes, self.spent, self.origin, self.begin = minutes, spent, origin, time.process_time()
        self.last, self.stopped = {}, False
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, *_):
        self.stopped = True

    def now(self):
        return self.spent + (time.process_time() - self.begin) / 60

    def progress(self):
        return 1.0 if self.stopped else min((self.now() - self.origin) / (self.minutes - self.origin), 1.0)

    def due(self, kind, every):
        if self.now() - self.last.setdefault(kind, self.spent) < every:
            return False
        self.last[kind] = self.now()
        return True


def schedule(progress, step, warmup=30, constant=0.4, floor=0.0):
    """Learning-rate factor: warm-up by steps, constant, then linear to the floor."""
    decay = 1.0 if progress < constant else floor + (1 - floor) * (1 - progress) / (1 - constant)
    return min(1.0, (step + 1) / warmup) * decay


def state_path(name):
    return os.path.join(STATE, name + ".pt")


def save_state(name, **state):
    os.makedirs(STATE, exist_ok=True)
    torch.save(state, state_path(name) + ".part")
    os.replace(state_path(name) + ".part", state_path(name))


def load_state(name):
    return torch.load(state_path(name), weights_only=False)


def autocast(args):
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16)


def log(stage, minutes, checks, seed=None, bf16=False):
    entry = {"date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "stage": stage, "minutes": round(minutes, 2),
             "device": f"cpu, {torch.get_num_threads()} thread, {'bf16 products' if bf16 else 'fp32'}", "seed": seed, "checks": checks}
    with open(LOG, "a") as file:
        file.write(json.dumps(entry) + "\n")
    print(json.dumps(entry), flush=True)


def wait_while_paused():
    """Side processes rest while the main trainer is stopped (SIGSTOP), because someone is timing something."""
    try:
        pid = int(open(os.path.join(os.path.dirname(STATE), "trainer.pid")).read().split()[0])
        while open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] == "T":
            time.sleep(1)
    except (OSError, ValueError, IndexError):
        pass
