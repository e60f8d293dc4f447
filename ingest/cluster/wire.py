"""The first byte of each message between a node, the driver and the pipeline. Knows nothing of what follows it."""

READING = b"R"  # a packed reading
TROUBLE = b"!"  # a sentence: nothing can be read any more
CPUS = b"C"  # how many the cluster has now, in decimal digits
ALIVE = b"."  # nothing, so that silence means that the driver is lost
