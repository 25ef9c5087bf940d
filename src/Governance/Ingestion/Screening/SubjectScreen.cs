using System.Text.RegularExpressions;
using Governance.Consent;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Leaves out the subjects that an import must not store, counts what it left out, and remembers which subjects the source names.
/// It is asked wherever the map yields a pseudonym, before anything of that subject is stored.
/// </summary>
/// <param name="permission">Null = everybody is stored.</param>
internal sealed class SubjectScreen(StoragePermission? permission)
{
    private const int LongestPseudonym = 80;
    private const int MostRemembered = 200_000;
    private readonly Dictionary<string, NotStored?> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NotStored> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NotStored> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<NotStored, long> _rows = [];

    /// <summary>Leaves nobody out.</summary>
    public static SubjectScreen Nobody => new(null);

    /// <summary>Whether anybody can be left out.</summary>
    public bool IsActive { get; } = permission?.LeavesSomebodyOut == true;

    /// <summary>Whether something was left out.</summary>
    public bool LeftSomethingOut => _files.Count > 0 || Pseudonyms.Any();

    /// <summary>The subjects that were met and left out. Not to be stored.</summary>
    public IEnumerable<string> Pseudonyms => _asked.Where(a => a.Value is not null).Select(a => a.Key);

    /// <summary>The subjects that were met and may be stored, whether or not anything of them was taken. Not to be stored.</summary>
    public IEnumerable<string> Met => _asked.Where(a => a.Value is null).Select(a => a.Key);

    /// <summary>Whether every row and file that was asked about named its subject, and all of them are remembered.</summary>
    public bool KnowsAll { get; private set; } = true;

    /// <summary>Paths of the files that are left out. Not to be stored.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Counts by reason, in the order of the reasons.</summary>
    public IReadOnlyList<LeftOutReport> Report =>
        [
            .. Enum.GetValues<NotStored>()
                .Select(reason => new LeftOutReport(
                    reason,
                    _asked.Values.Count(v => v == reason),
                    _files.Values.Count(v => v == reason),
                    _rows.GetValueOrDefault(reason)
                ))
                .Where(r => r.Subjects + r.Files + r.Rows > 0),
        ];

    /// <summary>Returns why a subject is left out; null when it is stored. Text that is no pseudonym is refused elsewhere.</summary>
    public NotStored? Why(string? pseudonym)
    {
        if (pseudonym is null || !Consents.IsPseudonym(pseudonym))
        {
            KnowsAll = false;
            return null;
        }
        if (_asked.TryGetValue(pseudonym, out var why))
            return why;
        why = permission?.Why(pseudonym);
        // A table may name another subject in each of millions of rows.
        if (why is not null || _asked.Count < MostRemembered)
            _asked[pseudonym] = why;
        else
            KnowsAll = false;
        return why;
    }

    /// <summary>The same subjects and rows by a permission of now.</summary>
    public SubjectScreen AskAgain(StoragePermission now)
    {
        var again = new SubjectScreen(now) { KnowsAll = KnowsAll };
        foreach (var pseudonym in _asked.Keys)
            again.Why(pseudonym);
        foreach (var (path, reason) in _files)
            again.AddFile(reason, path);
        return again;
    }

    /// <summary>Notes rows whose subject cannot be read.</summary>
    public void MeetUnnamed() => KnowsAll = false;

    /// <summary>Counts a row of a left-out subject.</summary>
    /// <param name="listed">The file that the row lists; it counts when it is there and no stored subject uses it.</param>
    public void AddRow(NotStored reason, string? listed)
    {
        _rows[reason] = _rows.GetValueOrDefault(reason) + 1;
        if (listed is not null)
            _listed.TryAdd(listed, reason);
    }

    /// <summary>Counts a file of a left-out subject.</summary>
    public void AddFile(NotStored reason, string path) => _files.TryAdd(path, reason);

    /// <summary>
    /// Counts the files that only rows of left-out subjects list, and those that nothing uses and whose path names one, once all
    /// tables are read.
    /// </summary>
    /// <param name="known">Files that were read or refused.</param>
    /// <param name="used">Those of them that a stored subject uses.</param>
    public void CountListed(KnownFiles known, IReadOnlySet<string> used)
    {
        foreach (var (path, reason) in _listed.Where(l => known.Find(l.Key) is not null && !used.Contains(l.Key)))
            AddFile(reason, path);
        if (!IsActive)
            return;
        foreach (var file in known.All.Where(f => !used.Contains(f.Path) && !_files.ContainsKey(f.Path)))
            if (WhyNamed(file.Path) is { } reason)
                AddFile(reason, file.Path);
    }

    /// <summary>Returns why a file is left out whose path names somebody; null when it names nobody who is left out.</summary>
    public NotStored? WhyNamed(string path) => NamesIn(path).Select(Why).FirstOrDefault();

    /// <summary>
    /// Finds the left-out subjects that a text names: each run of words without a space or slash is tried as a pseudonym. Subjects
    /// without a record are not found, because any word could be one.
    /// </summary>
    public IEnumerable<string> NamesIn(string text)
    {
        if (!IsActive)
            yield break;
        foreach (var run in text.Split('/', ' '))
        {
            var words = Word.Matches(run);
            for (var from = 0; from < words.Count; from++)
            for (var to = from; to < words.Count; to++)
            {
                var (start, end) = (words[from].Index, words[to].Index + words[to].Length);
                if (end - start > LongestPseudonym)
                    break;
                var name = run[start..end];
                if (Consents.IsPseudonym(name) && permission!.Why(name) is not (null or NotStored.NoConsent))
                    yield return name;
            }
        }
    }

    /// <summary>A message without the names of subjects who are left out, to be stored.</summary>
    public Message Without(Message message)
    {
        foreach (var trace in LeftOutErasure.Traces(Pseudonyms.Concat(NamesIn(message.Text))))
            message = MessageJson.WithTexts(message, trace.Replace);
        return message;
    }

    private static readonly Regex Word = new(
        "[A-Za-z0-9]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );
}
