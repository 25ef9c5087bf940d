using Governance.Provenance;

namespace Governance.Web.Catalog;

/// <summary>
/// The provenance of one thing as a layered drawing, with things and steps in turn and sources on the left. More than
/// <see cref="FoldAbove"/> nodes of a kind in one column are grouped into one.
/// </summary>
/// <param name="Descents">What <see cref="PathThrough"/> follows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Rows">Number of rows of the longest column.</param>
public sealed record ProvenancePicture(
    IReadOnlyList<PictureNode> Nodes,
    IReadOnlyList<PictureEdge> Edges,
    IReadOnlyList<PictureDescent> Descents,
    int Columns,
    int Rows
)
{
    /// <summary>The largest number of nodes of a kind in a column that are drawn one by one.</summary>
    public const int FoldAbove = 40;

    /// <summary>Lays out the steps that led to a thing.</summary>
    /// <param name="named">Digest → name and modality of the part in this sample.</param>
    /// <param name="target">Key and name of the thing.</param>
    public static ProvenancePicture Of(
        IReadOnlyList<ProvenanceStep> steps,
        IReadOnlyDictionary<string, (string Name, Modality Modality)> named,
        (string Key, string Name) target
    )
    {
        var links = new HashSet<PictureEdge>();
        var derived = new HashSet<PictureEdge>();
        var descents = new HashSet<PictureDescent>();
        var digests = new Dictionary<string, string?>();
        var stepTitles = new Dictionary<string, ProvenanceStep>();
        // An edge may omit a digest that another edge has.
        void Note(string key, string? digest) => digests[key] = digest ?? digests.GetValueOrDefault(key);
        foreach (var step in steps)
        {
            var id = IdOf(step);
            stepTitles[id] = step;
            foreach (var edge in step.Edges)
            {
                if (edge is { Input: { } source, Output: { } made })
                    derived.Add(new(source, made));
                if (edge.Output is { } result)
                    descents.Add(new(edge.Input, id, result));
                if (edge.Input is { } input)
                {
                    Note(input, edge.InputDigest);
                    links.Add(new(input, id));
                }
                if (edge.Output is { } output)
                {
                    Note(output, edge.OutputDigest);
                    links.Add(new(id, output));
                }
            }
        }
        var column = ColumnsOf(links, [.. digests.Keys, .. stepTitles.Keys]);
        var modality = ModalitiesOf(derived, digests, named);
        var things = digests.Select(d =>
            (
                Id: d.Key,
                IsStep: false,
                Kind: KindOf(d.Key),
                Title: TitleOf(d.Key, d.Value, named, target),
                Detail: d.Value ?? d.Key,
                Modality: modality.GetValueOrDefault(d.Key)
            )
        );
        var doings = stepTitles.Select(s =>
            (
                Id: s.Key,
                IsStep: true,
                Kind: s.Value.Activity.Kind,
                Title: s.Value.Activity.Kind,
                Detail: s.Value.Activity.Agent,
                Modality: (Modality?)null
            )
        );
        var groups = things
            .Concat(doings)
            .GroupBy(n => (Column: column[n.Id], n.IsStep, n.Kind, Modality: n.IsStep ? null : n.Modality))
            .ToList();

        var into = new Dictionary<string, string>();
        var folded =
            new List<(
                string Id,
                bool IsStep,
                string Title,
                string Detail,
                Modality? Modality,
                int Count,
                int Column
            )>();
        foreach (var group in groups)
        {
            var all = group.OrderBy(n => n.Title, StringComparer.Ordinal).ToList();
            if (all.Count > FoldAbove)
            {
                var id = $"fold:{group.Key.Column}:{group.Key.Kind}:{group.Key.Modality}";
                foreach (var one in all)
                    into[one.Id] = id;
                folded.Add(
                    (
                        id,
                        group.Key.IsStep,
                        $"{all.Count} × {group.Key.Kind}",
                        "grouped: the table below lists each",
                        group.Key.Modality,
                        all.Count,
                        group.Key.Column
                    )
                );
            }
            else
            {
                foreach (var one in all)
                {
                    into[one.Id] = one.Id;
                    folded.Add((one.Id, one.IsStep, one.Title, one.Detail, one.Modality, 1, group.Key.Column));
                }
            }
        }
        var edges = links.Select(l => new PictureEdge(into[l.From], into[l.To])).Distinct().ToList();
        return Placed(
            folded,
            edges,
            [
                .. descents
                    .Select(d => new PictureDescent(d.From is null ? null : into[d.From], into[d.Step], into[d.To]))
                    .Distinct(),
            ]
        );
    }

    /// <summary>The steps from the right to the left of the drawing.</summary>
    public IReadOnlyList<ProvenanceStep> LastFirst(IReadOnlyList<ProvenanceStep> steps)
    {
        var column = Nodes.Where(n => n.IsStep).ToDictionary(n => n.Id, n => n.Column);
        return [.. steps.OrderByDescending(s => column.GetValueOrDefault(IdOf(s), -1)).ThenBy(s => s.Distance)];
    }

    private static string IdOf(ProvenanceStep step) => $"step:{step.Activity.Id:N}";

    /// <summary>Ids of a node, its ancestors and its descendants; without nodes that only share a step with it.</summary>
    public IReadOnlySet<string> PathThrough(string id)
    {
        var own = Descents.Where(d => d.Step == id).ToList();
        var lit = new HashSet<string> { id };
        Spread(lit, own.Count > 0 ? own.Select(d => d.From) : [id], d => d.To, d => d.From);
        Spread(lit, own.Count > 0 ? own.Select(d => d.To) : [id], d => d.From, d => d.To);
        return lit;
    }

    private void Spread(
        HashSet<string> lit,
        IEnumerable<string?> from,
        Func<PictureDescent, string?> at,
        Func<PictureDescent, string?> next
    )
    {
        var seen = from.OfType<string>().ToHashSet();
        var waiting = new Queue<string>(seen);
        while (waiting.TryDequeue(out var here))
        {
            lit.Add(here);
            foreach (var descent in Descents.Where(d => at(d) == here))
            {
                lit.Add(descent.Step);
                if (next(descent) is { } thing && seen.Add(thing))
                    waiting.Enqueue(thing);
            }
        }
    }

    private static ProvenancePicture Placed(
        List<(string Id, bool IsStep, string Title, string Detail, Modality? Modality, int Count, int Column)> nodes,
        List<PictureEdge> edges,
        IReadOnlyList<PictureDescent> descents
    )
    {
        var rows = new Dictionary<string, double>();
        var placed = new List<PictureNode>();
        foreach (var group in nodes.GroupBy(n => n.Column).OrderBy(g => g.Key))
        {
            // By the mean row of their sources, so that few lines cross.
            var sources = edges.ToLookup(e => e.To, e => e.From);
            var ordered = group
                .OrderBy(n =>
                    sources[n.Id].Where(rows.ContainsKey).Select(s => rows[s]).DefaultIfEmpty(double.MaxValue).Average()
                )
                .ThenBy(n => n.Modality)
                .ThenBy(n => n.Title, StringComparer.Ordinal)
                .ToList();
            for (var row = 0; row < ordered.Count; row++)
            {
                var n = ordered[row];
                rows[n.Id] = row;
                placed.Add(new(n.Id, n.IsStep, n.Title, n.Detail, n.Modality, n.Count, n.Column, row));
            }
        }
        return new(
            placed,
            edges,
            descents,
            placed.Select(p => p.Column + 1).DefaultIfEmpty().Max(),
            placed.Select(p => p.Row + 1).DefaultIfEmpty().Max()
        );
    }

    /// <summary>Places each node to the right of everything that it is derived from.</summary>
    private static Dictionary<string, int> ColumnsOf(HashSet<PictureEdge> links, IReadOnlyList<string> ids)
    {
        var incoming = links.ToLookup(l => l.To, l => l.From);
        var column = new Dictionary<string, int>();
        var onWay = new HashSet<string>();
        int At(string id)
        {
            if (column.TryGetValue(id, out var known))
                return known;
            // A thing that was made twice can lead to a cycle.
            if (!onWay.Add(id))
                return 0;
            var at = incoming[id].Select(At).DefaultIfEmpty(-1).Max() + 1;
            onWay.Remove(id);
            return column[id] = at;
        }
        foreach (var id in ids)
            At(id);
        return column;
    }

    /// <summary>A thing has a modality when all things derived from it that have one have the same.</summary>
    private static Dictionary<string, Modality?> ModalitiesOf(
        HashSet<PictureEdge> derived,
        Dictionary<string, string?> digests,
        IReadOnlyDictionary<string, (string Name, Modality Modality)> named
    )
    {
        var outgoing = derived.ToLookup(l => l.From, l => l.To);
        var sets = new Dictionary<string, Modalities>();
        Modalities Of(string id)
        {
            if (sets.TryGetValue(id, out var known))
                return known;
            sets[id] = Modalities.None;
            var own =
                digests.GetValueOrDefault(id) is { } digest && named.TryGetValue(digest, out var part)
                    ? part.Modality.AsSet()
                    : Modalities.None;
            return sets[id] =
                own != Modalities.None ? own : outgoing[id].Aggregate(Modalities.None, (set, next) => set | Of(next));
        }
        return digests.Keys.ToDictionary(id => id, id => Of(id).Each().ToList() is [var only] ? only : (Modality?)null);
    }

    private static string KindOf(string key) => key.Split(':', 2)[0];

    private static string TitleOf(
        string key,
        string? digest,
        IReadOnlyDictionary<string, (string Name, Modality Modality)> named,
        (string Key, string Name) target
    )
    {
        if (key == target.Key)
            return target.Name;
        if (digest is not null && named.TryGetValue(digest, out var part) && KindOf(key) is not ("file" or "item"))
            return part.Name;
        var rest = key.Split(':', 2)[^1];
        return KindOf(key) is "file" or "item"
            ? rest.Split('/', 2)[^1]
            : $"{KindOf(key)} {rest[..Math.Min(8, rest.Length)]}";
    }
}
