using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A table cannot be read from a row on.</summary>
/// <param name="why">The reason as the end of a sentence.</param>
/// <param name="bound">The limit that the table exceeds, if that is the reason.</param>
internal sealed class TableBrokenException(Message why, long row, Refusal? bound = null) : IOException(why.Text)
{
    public Message Why { get; } = why;
    public Refusal? Bound { get; } = bound;
    public long Row { get; } = row;
}
