// Most tests wait for the database, so two for each core keep the cores busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
