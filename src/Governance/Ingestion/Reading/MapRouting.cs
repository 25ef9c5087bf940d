namespace Governance.Ingestion;

/// <summary>The role of a file in the map, decided by its path alone, so that an archive is read once from start to end.</summary>
internal sealed class MapRouting
{
    private static readonly string[] ImageEndings = [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"];
    private static readonly string[] TextEndings = [".txt", ".md", ".text"];
    private readonly List<(PathPattern Pattern, FileRole Role, bool AnyEnding)> _routes = [];

    public MapRouting(ImportMap map)
    {
        // Tables first: a pattern made from {column:…} can match any path.
        foreach (var stream in map.Streams)
            if ((stream.ListedBy?.Table ?? (stream.Modality == Modality.Sensor ? stream.Path : null)) is { } table)
                _routes.Add((table, FileRole.Table, true));
        foreach (var stream in map.Streams.Where(s => s.Modality != Modality.Sensor))
        {
            var role = stream.Modality == Modality.Image ? FileRole.Image : FileRole.Text;
            if (stream.Path is not null)
                _routes.Add((stream.Path, role, true));
            if (stream.ListedBy?.File is { } file)
                _routes.Add((file.AsPattern(), role, false));
        }
    }

    public FileRole RoleOf(string path)
    {
        foreach (var (pattern, role, anyEnding) in _routes)
            if ((anyEnding || HasEnding(path, role)) && pattern.Match(path) is not null)
                return role;
        return FileRole.Unused;
    }

    /// <summary>The parts of a path for each stream that reads it; the parts say whose file it is.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> PartsOf(string path)
    {
        foreach (var (pattern, role, anyEnding) in _routes)
            if ((anyEnding || HasEnding(path, role)) && pattern.Match(path) is { } parts)
                yield return parts;
    }

    private static bool HasEnding(string path, FileRole role) =>
        (role == FileRole.Image ? ImageEndings : TextEndings).Contains(
            Path.GetExtension(path),
            StringComparer.OrdinalIgnoreCase
        );
}
