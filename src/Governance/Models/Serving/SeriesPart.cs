namespace Governance.Models;

/// <summary>One channel of sensor readings.</summary>
/// <param name="Name">As the model's encoder names it.</param>
/// <param name="Unit">Must be the unit that the model learned from; nothing is converted silently.</param>
/// <param name="TimesNs">Nanoseconds since the Unix epoch, ascending.</param>
/// <param name="Values">As many as there are times; NaN is a gap.</param>
public sealed record SeriesPart(string Name, string Unit, long[] TimesNs, double[] Values);
