#!/usr/bin/env node
import '@modeseek/cli';
