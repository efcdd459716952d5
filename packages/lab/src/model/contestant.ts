import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a network is to be run on, and by what: what the process of each contestant is told. */
export interface Contest {
  /** Folder of the model, and which of its networks. */
  folder: string;
  part: string;
  /** A file of tensors, by the names that the network has for its inputs. */
  inputs: string;
  /** Where `output` of the last evaluation goes, as a file of tensors. */
  output: string;
  threads: number;
  precision: 'float32' | 'float16';
  /** As ONNX Runtime calls it. */
  provider: string;
  /** A clone of MVDream's code, which diffusers has not; empty where there is none. */
  mvdream: string;
}

/** What its process says once it can run. */
export interface Started {
  secondsToSession: number;
  /** How long it took to build the graph, where there is one. */
  graphSeconds?: number;
  version?: string;
}

/**
 * One that runs a network, in a process of its own, so that its memory is its alone. It prints a line of JSON
 * when it has started, and one in answer to each line that it reads: `run`, `end`.
 */
export class Contestant {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private complaint = '';

  constructor(command: string, args: readonly string[], contest: Contest) {
    this.child = spawn(command, [...args, JSON.stringify(contest)]);
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.complaint = (this.complaint + text).slice(-4000);
    });
    this.child.on('error', (error) => {
      this.complaint = error.message;
    });
    this.child.stdin.on('error', () => {}); // It has ended, which is told when it is to answer.
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  /** @throws Error with what it said last, when it does not start */
  async started(): Promise<Started> {
    return (await this.answer()) as Started;
  }

  /** Milliseconds of one evaluation. */
  async run(): Promise<number> {
    this.child.stdin.write('run\n');
    return ((await this.answer()) as { ms: number }).ms;
  }

  /** Has the output written, and ends the process. @returns the most memory that it had, in MiB */
  async end(): Promise<number> {
    this.child.stdin.write('end\n');
    return ((await this.answer()) as { peakMemoryMiB: number }).peakMemoryMiB;
  }

  /** Ends the process, whatever it is at. */
  stop(): void {
    this.child.kill();
  }

  private async answer(): Promise<unknown> {
    const { value, done } = await this.lines.next();
    if (!done) return JSON.parse(value);
    const last = this.complaint.trim().split('\n').at(-1);
    throw new Error(last || `it ended with ${this.child.exitCode ?? this.child.signalCode}`);
  }
}
