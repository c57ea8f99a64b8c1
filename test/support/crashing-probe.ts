/** Ends as a process does whose graphics driver crashes. */
process.kill(process.pid, 'SIGSEGV')
