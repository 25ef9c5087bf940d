using Governance.Platform.Blobs;

namespace Governance.Tests.Platform.Blobs;

internal sealed class FolderUnderTest : StoreUnderTest
{
    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("governance-store-");
    private readonly List<FolderBlobStore> _opened = [];
    private string _root;

    public FolderUnderTest() => _root = Path.Combine(_own.FullName, "blobs");

    public string Root => _root;

    private string Owner => Path.Combine(_root, "owner");

    public override void BelongTo(Slice slice) => _root = Path.Combine(slice.Folder, "blobs");

    public override IBlobStore Open(TimeProvider? time = null)
    {
        _opened.Add(new(_root, time ?? TimeProvider.System));
        return _opened[^1];
    }

    public override async Task<string?> OwnerAsync() => File.Exists(Owner) ? await File.ReadAllTextAsync(Owner) : null;

    public override async Task WriteOwnerAsync(string? text)
    {
        if (text is null)
            File.Delete(Owner);
        else
            await File.WriteAllTextAsync(Owner, text);
    }

    public override Task<HashSet<string>> DigestsAsync() =>
        Task.FromResult(Names().Where(n => n.Length == 64).ToHashSet());

    public override Task<IReadOnlyList<string>> LeftoversAsync() =>
        Task.FromResult<IReadOnlyList<string>>([
            // A process keeps the lock of its temporary files there.
            .. Names().Where(n => n.Length != 64 && n != "owner" && !n.EndsWith(".lock", StringComparison.Ordinal)),
        ]);

    public override Task DamageAsync(string digest, byte[] bytes) =>
        File.WriteAllBytesAsync(Path.Combine(_root, digest[..2], digest[2..4], digest), bytes);

    public override Task TakeAwayAsync()
    {
        Directory.Move(_root, _root + "-aside");
        Directory.CreateDirectory(_root);
        return Task.CompletedTask;
    }

    public override Task BringBackAsync()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Move(_root + "-aside", _root);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
            store.Dispose();
        _own.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private IEnumerable<string> Names() =>
        Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f));
}
