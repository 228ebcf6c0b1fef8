/** Ends without a word, as a killed process does. */
process.exit(7);
