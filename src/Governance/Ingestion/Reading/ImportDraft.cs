using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>The recordings, items and samples of one import while they are read and aligned, before they become visible.</summary>
/// <param name="existing">Keys of the recordings that earlier imports brought into the dataset.</param>
/// <param name="maxItems">Most recordings, anchors, images and texts together; all of them are in memory until they become
/// visible at once.</param>
internal sealed class ImportDraft(
    ImportMap map,
    IReadOnlySet<string> existing,
    int maxItems,
    RefusalLog log,
    SubjectScreen? screen = null
)
{
    private readonly Dictionary<string, RecordingDraft> _recordings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly SubjectScreen _screen = screen ?? SubjectScreen.Nobody;
    private const int LongestValue = 200;
    private int _items;

    public IEnumerable<RecordingDraft> Recordings =>
        _recordings.Values.Where(r => r.Streams.Count > 0).OrderBy(r => r.Key, StringComparer.Ordinal);
    public HashSet<string> UsedFiles { get; } = new(StringComparer.Ordinal);
    public RowCount Rows { get; } = new();
    public long SampleCount => Recordings.Sum(r => (long)r.Samples.Count);

    /// <summary>Digests of the content that was stored while it was read; other imports may have stored the same.</summary>
    public HashSet<string> Stored { get; } = new(StringComparer.Ordinal);

    public RecordingDraft? Find(string key) => _recordings.GetValueOrDefault(key);

    /// <summary>
    /// The recording of a row or file; null when it is refused, when an earlier import brought it, or when its subject is left out.
    /// </summary>
    /// <param name="key">From the map's template.</param>
    /// <param name="fill">Fills a template for this row or file.</param>
    /// <param name="refuse">Called with the reason when the row or file is refused.</param>
    public RecordingDraft? RecordingFor(string key, Func<Template, string?> fill, Action<Refusal> refuse)
    {
        if (existing.Contains(key))
        {
            _known[key] = _known.GetValueOrDefault(key);
            return null;
        }
        var known = _recordings.GetValueOrDefault(key);
        if (known is not null && !map.Recordings.Subject.Columns.Any())
            return known;
        Refusal? why = null;
        var subject = fill(map.Recordings.Subject);
        if (_screen.Why(subject) is not null)
            return null;
        if (subject is null)
            why = new RecordingUnnamed();
        else if (!Consents.IsPseudonym(subject))
            why = new PseudonymUnusable(TextRule.Shown(subject));
        else if (key.Length > 300)
            why = new NameTooLong("recording's key", 300);
        else if (known is not null && known.Subject != subject)
            why = new SubjectChanges(key);
        if (why is not null)
        {
            refuse(why);
            return null;
        }
        if (known is not null)
            return known;
        if (Strata(map.Recordings.Attributes, fill, refuse) is not { } attributes)
            return null;
        Count();
        return _recordings[key] = new(key, subject!, attributes);
    }

    /// <summary>Counts a recording, anchor, image or text.</summary>
    /// <exception cref="RunRefusedException">There are too many.</exception>
    public void Count()
    {
        if (++_items > maxItems)
            throw new RunRefusedException(new ImportTooLarge(maxItems));
    }

    /// <summary>Counts an anchor of a recording that an earlier import brought.</summary>
    public void CountKnown(string key)
    {
        if (existing.Contains(key))
            _known[key] = _known.GetValueOrDefault(key) + 1;
    }

    /// <summary>Reports each recording that an earlier import brought, with the number of samples that are left out.</summary>
    public void ReportKnown()
    {
        foreach (var (key, samples) in _known.OrderBy(k => k.Key, StringComparer.Ordinal))
            log.Add(new AlreadyImported(key), null, null, Math.Max(1, samples));
    }

    /// <summary>
    /// The attributes with their values; one with an empty cell is left out, so that it is not taken for a value. Null when a
    /// value is refused: it is not shortened, because a shortened value is another value.
    /// </summary>
    public static Dictionary<string, string>? Strata(
        IReadOnlyDictionary<string, Template> templates,
        Func<Template, string?> fill,
        Action<Refusal> refuse
    )
    {
        var strata = new Dictionary<string, string>();
        foreach (var (name, template) in templates)
        {
            if (fill(template) is not { } value)
                continue;
            if (TextRule.Check(name, value, LongestValue) is { } unfit)
            {
                refuse(unfit);
                return null;
            }
            strata[name] = value;
        }
        return strata;
    }

    /// <summary>Person unless the map says otherwise.</summary>
    public SubjectKind Kind => map.Recordings.Kind;
}
