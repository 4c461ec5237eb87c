/** The tables of analysis/vocabulary, in the order of their files. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  CONSUMING_WORDS,
  LARGE_BODY_TAKERS,
  LARGE_MEMBERS,
} from '../../analysis/vocabulary/body-names.ts';
import {
  ANSWER_NAMES,
  BODY_EVENTS,
  BODY_METHODS,
  BODY_TAKERS,
  CONNECTION_NAMES,
  WEB_BODY_METHODS,
} from '../../analysis/vocabulary/body-uses.ts';
import { CALLBACK_TAKERS, MEMOIZERS } from '../../analysis/vocabulary/callback-takers.ts';
import { CLOCK_FUNCTIONS } from '../../analysis/vocabulary/clock-functions.ts';
import { COLLECTION_CLASSES } from '../../analysis/vocabulary/collection-classes.ts';
import { COLLECTION_METHODS } from '../../analysis/vocabulary/collection-methods.ts';
import { COLLECTION_WORDS } from '../../analysis/vocabulary/collection-words.ts';
import { CUTTING_METHODS } from '../../analysis/vocabulary/cutting-methods.ts';
import { LOG_WORDS } from '../../analysis/vocabulary/log-words.ts';
import { EDGE_PACKAGES, EDGE_SIGNS } from '../../analysis/vocabulary/edge-runtimes.ts';
import { EVENTS } from '../../analysis/vocabulary/events.ts';
import { FUNCTION_WORDS } from '../../analysis/vocabulary/function-words.ts';
import { KEY_FUNCTIONS } from '../../analysis/vocabulary/key-functions.ts';
import { INJECTED_CLASSES } from '../../analysis/vocabulary/injected-classes.ts';
import { KEY_SOURCES } from '../../analysis/vocabulary/key-sources.ts';
import { KEY_WORDS } from '../../analysis/vocabulary/key-words.ts';
import { ARGUMENT_PARSERS, LASTING_WORK } from '../../analysis/vocabulary/lasting-work.ts';
import {
  BUILDING_PROPERTIES,
  DEBUGGING_WORDS,
  ENDING_NAMES,
  LOADED_EXPORTS,
  STARTUP_NAMES,
} from '../../analysis/vocabulary/lifecycle-names.ts';
import { READING_FUNCTIONS } from '../../analysis/vocabulary/reading-functions.ts';
import {
  END_CALLBACKS,
  FAREWELLS,
  MESSAGE_WORDS,
  ON_DEMAND_NAMES,
  STOP_NAMES,
  FILE_WRITERS,
  STORE_METHODS,
} from '../../analysis/vocabulary/removal-words.ts';
import { SLOW_KEYS } from '../../analysis/vocabulary/slow-keys.ts';
import {
  RESOURCE_CLASSES,
  RESOURCE_MAKERS,
  RESOURCE_NAMES,
} from '../../analysis/vocabulary/resource-names.ts';
import { RUNTIME_FUNCTIONS, RUNTIME_OBJECTS } from '../../analysis/vocabulary/runtime-functions.ts';
import { SENDING_METHODS } from '../../analysis/vocabulary/sending-methods.ts';
import { DOCUMENT_METHODS, PAGE_PROVIDERS } from '../../analysis/vocabulary/page-names.ts';
import { SERVER_MODULES } from '../../analysis/vocabulary/server-modules.ts';
import { SILENT_CALLS } from '../../analysis/vocabulary/silent-calls.ts';
import { STATUS_NAMES } from '../../analysis/vocabulary/status-names.ts';
import { STRING_METHODS } from '../../analysis/vocabulary/string-methods.ts';
import { TEXT_WORDS } from '../../analysis/vocabulary/text-words.ts';
import { FILE_ENDINGS, LIFE_WORDS, SMALL_FILE_WORDS } from '../../analysis/vocabulary/url-words.ts';
import { WAIT_PARAMETERS } from '../../analysis/vocabulary/wait-parameters.ts';
import type { Table } from '../../analysis/vocabulary/table.ts';

const FOLDER = fileURLToPath(new URL('../../analysis/vocabulary/', import.meta.url));

export const FILES = readdirSync(FOLDER)
  .filter((file) => file !== 'table.ts')
  .toSorted();

export const TABLES: readonly { readonly file: string; readonly table: Table }[] = [
  { file: 'body-names.ts', table: LARGE_MEMBERS },
  { file: 'body-names.ts', table: LARGE_BODY_TAKERS },
  { file: 'body-names.ts', table: CONSUMING_WORDS },
  { file: 'body-uses.ts', table: BODY_METHODS },
  { file: 'body-uses.ts', table: BODY_EVENTS },
  { file: 'body-uses.ts', table: BODY_TAKERS },
  { file: 'body-uses.ts', table: CONNECTION_NAMES },
  { file: 'body-uses.ts', table: WEB_BODY_METHODS },
  { file: 'body-uses.ts', table: ANSWER_NAMES },
  { file: 'callback-takers.ts', table: CALLBACK_TAKERS },
  { file: 'callback-takers.ts', table: MEMOIZERS },
  { file: 'clock-functions.ts', table: CLOCK_FUNCTIONS },
  { file: 'collection-classes.ts', table: COLLECTION_CLASSES },
  { file: 'collection-methods.ts', table: COLLECTION_METHODS },
  { file: 'collection-words.ts', table: COLLECTION_WORDS },
  { file: 'cutting-methods.ts', table: CUTTING_METHODS },
  { file: 'log-words.ts', table: LOG_WORDS },
  { file: 'edge-runtimes.ts', table: EDGE_PACKAGES },
  { file: 'edge-runtimes.ts', table: EDGE_SIGNS },
  { file: 'events.ts', table: EVENTS },
  { file: 'function-words.ts', table: FUNCTION_WORDS },
  { file: 'key-functions.ts', table: KEY_FUNCTIONS },
  { file: 'injected-classes.ts', table: INJECTED_CLASSES },
  { file: 'key-sources.ts', table: KEY_SOURCES },
  { file: 'key-words.ts', table: KEY_WORDS },
  { file: 'lasting-work.ts', table: LASTING_WORK },
  { file: 'lasting-work.ts', table: ARGUMENT_PARSERS },
  { file: 'lifecycle-names.ts', table: STARTUP_NAMES },
  { file: 'lifecycle-names.ts', table: LOADED_EXPORTS },
  { file: 'lifecycle-names.ts', table: BUILDING_PROPERTIES },
  { file: 'lifecycle-names.ts', table: DEBUGGING_WORDS },
  { file: 'lifecycle-names.ts', table: ENDING_NAMES },
  { file: 'reading-functions.ts', table: READING_FUNCTIONS },
  { file: 'removal-words.ts', table: STOP_NAMES },
  { file: 'removal-words.ts', table: ON_DEMAND_NAMES },
  { file: 'removal-words.ts', table: END_CALLBACKS },
  { file: 'removal-words.ts', table: FAREWELLS },
  { file: 'removal-words.ts', table: MESSAGE_WORDS },
  { file: 'removal-words.ts', table: STORE_METHODS },
  { file: 'removal-words.ts', table: FILE_WRITERS },
  { file: 'slow-keys.ts', table: SLOW_KEYS },
  { file: 'resource-names.ts', table: RESOURCE_MAKERS },
  { file: 'resource-names.ts', table: RESOURCE_CLASSES },
  { file: 'resource-names.ts', table: RESOURCE_NAMES },
  { file: 'runtime-functions.ts', table: RUNTIME_FUNCTIONS },
  { file: 'runtime-functions.ts', table: RUNTIME_OBJECTS },
  { file: 'sending-methods.ts', table: SENDING_METHODS },
  { file: 'page-names.ts', table: DOCUMENT_METHODS },
  { file: 'page-names.ts', table: PAGE_PROVIDERS },
  { file: 'server-modules.ts', table: SERVER_MODULES },
  { file: 'silent-calls.ts', table: SILENT_CALLS },
  { file: 'status-names.ts', table: STATUS_NAMES },
  { file: 'string-methods.ts', table: STRING_METHODS },
  { file: 'text-words.ts', table: TEXT_WORDS },
  { file: 'url-words.ts', table: LIFE_WORDS },
  { file: 'url-words.ts', table: SMALL_FILE_WORDS },
  { file: 'url-words.ts', table: FILE_ENDINGS },
  { file: 'wait-parameters.ts', table: WAIT_PARAMETERS },
];
