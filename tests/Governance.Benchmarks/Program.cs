using System.Globalization;
using Governance.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// One line for each; a new benchmark adds its own.
IBenchmark[] benchmarks =
[
    new MaskMatrixBenchmark(),
    new FusionTrainingBenchmark(),
    new ServingBenchmark(),
    new EmbeddingBenchmark(),
    new FusionFigures(),
];

var asked = benchmarks.Where(b => args is ["all"] || args.Contains(b.Name)).ToList();
if (asked.Count == 0 || args is not ["all"] && asked.Count != args.Length)
{
    Console.Error.WriteLine(
        $"Name benchmarks to run, or all. There are: {string.Join(", ", benchmarks.Select(b => b.Name))}"
    );
    return 2;
}

var failed = 0;
foreach (var benchmark in asked)
{
    Console.WriteLine($"{benchmark.Name} ({Environment.ProcessorCount} cores)");
    var outcome = await benchmark.RunAsync(Console.Out, CancellationToken.None);
    var bound = $"must be {(outcome.HigherIsBetter ? "at least" : "at most")} {outcome.Bound:0.##} {outcome.Unit}";
    Console.WriteLine(
        $"  {(outcome.Holds ? "holds" : "FAILS")}: {outcome.Measured:0.##} {outcome.Unit}, "
            + $"{bound}{(outcome.Fault is null ? "" : $"; {outcome.Fault}")}"
    );
    if (!outcome.Holds)
        failed++;
}
return failed == 0 ? 0 : 1;
