namespace Governance.Models;

/// <summary>One channel of sensor readings.</summary>
/// <param name="Name">The name that the model's encoder uses.</param>
/// <param name="Unit">Must be the unit that the model learned from; units are not converted.</param>
/// <param name="TimesNs">Nanoseconds since the Unix epoch, ascending.</param>
/// <param name="Values">One for each time; NaN is a gap.</param>
public sealed record SeriesPart(string Name, string Unit, long[] TimesNs, double[] Values);
