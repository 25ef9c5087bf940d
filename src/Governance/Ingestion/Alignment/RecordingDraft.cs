namespace Governance.Ingestion;

/// <summary>A recording while it is read, before it has an id.</summary>
internal sealed class RecordingDraft(string key, string subject, Dictionary<string, string> attributes)
{
    public string Key { get; } = key;
    public string Subject { get; } = subject;
    public Dictionary<string, string> Attributes { get; } = attributes;
    public Dictionary<string, ItemSeries> Items { get; } = [];
    public List<StreamDraft> Streams { get; } = [];
    public List<SampleDraft> Samples { get; } = [];
}
