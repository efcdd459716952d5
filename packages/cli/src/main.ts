#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';
import { mindSignals } from './interrupt.ts';
import { report } from './report.ts';
import { endWithStarters } from './starters.ts';
import { outliveStreams } from './streams.ts';

outliveStreams();
mindSignals();
process.on('uncaughtException', (error) => process.exit(report(error, 'modeseek')));
void endWithStarters();
process.exitCode = await runCommandLine(process.argv.slice(2));
