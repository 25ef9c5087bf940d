using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Governance.Web.Hosting;

/// <summary>
/// Finds <c>postgres</c> and <c>initdb</c>: those of the setting, else those next to a published host, else those that the
/// build restored.
/// </summary>
internal static partial class PostgresBinaries
{
    private const int OldestMajor = 15;

    /// <summary>The folder for a root host's copy of programs that the server's user cannot reach, shared by all installations.</summary>
    private const string Copies = "/var/lib/governance/programs";

    public static async Task<string> LocateAsync(
        string? setting,
        PostgresAccount account,
        CancellationToken cancellationToken
    )
    {
        var binaries = setting ?? Published() ?? Restored();
        if (!File.Exists(Path.Combine(binaries, "postgres")) || !File.Exists(Path.Combine(binaries, "initdb")))
        {
            throw new EmbeddedPostgresException(
                $"There is no PostgreSQL in {binaries}{(setting is null ? "" : " (Governance:PostgresBinaries)")}. "
                    + "Build the host again, set Governance:PostgresBinaries to a folder with postgres and initdb, "
                    + "or set ConnectionStrings:Governance to a server."
            );
        }

        if (await account.Unaided.CanPassAsync(Path.Combine(binaries, "postgres"), cancellationToken))
        {
            return binaries;
        }

        if (setting is not null)
        {
            throw new EmbeddedPostgresException(
                $"User {account.User}, which PostgreSQL runs as, may not run the programs in {binaries} (Governance:PostgresBinaries)."
            );
        }

        // In a clone below /root the server's user cannot reach the programs, so they are copied.
        return await CopyAsync(binaries, cancellationToken);
    }

    /// <summary>The major version of the programs.</summary>
    /// <exception cref="EmbeddedPostgresException">The program does not run, or is too old.</exception>
    public static async Task<int> MajorAsync(
        string binaries,
        PostgresAccount account,
        CancellationToken cancellationToken
    )
    {
        var command = account.Command([Path.Combine(binaries, "postgres"), "--version"]);
        var (code, output) = await CommandLine.RunAsync(command[0], command[1..], cancellationToken);
        if (code != 0 || Version().Match(output) is not { Success: true } match)
        {
            throw new EmbeddedPostgresException($"{binaries}/postgres does not run: {output}");
        }

        var major = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return major >= OldestMajor
            ? major
            : throw new EmbeddedPostgresException(
                $"{binaries} contains PostgreSQL {major}; version {OldestMajor} or later is needed."
            );
    }

    private static string? Published()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "postgres", "bin");
        return Directory.Exists(folder) ? folder : null;
    }

    private static string Restored()
    {
        var location = Path.Combine(AppContext.BaseDirectory, "postgres.location");
        return File.Exists(location)
            ? File.ReadAllText(location).Trim()
            : throw new EmbeddedPostgresException(
                "This build of the host contains no PostgreSQL (it is restored on Linux x64 only). "
                    + "Set ConnectionStrings:Governance to a server, or Governance:PostgresBinaries to a folder with postgres and initdb."
            );
    }

    private static async Task<string> CopyAsync(string binaries, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Copies, Posix.Passable);
        await using var program = File.OpenRead(Path.Combine(binaries, "postgres"));
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(program, cancellationToken))[..16];
        var copy = Path.Combine(Copies, digest);
        if (!Directory.Exists(copy))
        {
            var fresh = $"{copy}.{Environment.ProcessId}";
            var (code, output) = await CommandLine.RunAsync(
                "cp",
                ["-r", "--preserve=mode,timestamps,links", Path.GetDirectoryName(binaries)!, fresh],
                cancellationToken
            );
            if (code != 0)
            {
                throw new EmbeddedPostgresException($"PostgreSQL cannot be copied to {copy}: {output}");
            }

            File.SetUnixFileMode(fresh, Posix.Passable | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            try
            {
                Directory.Move(fresh, copy);
            }
            catch (IOException) when (Directory.Exists(copy))
            {
                Directory.Delete(fresh, recursive: true); // Another host was faster.
            }
        }

        return Path.Combine(copy, "bin");
    }

    [GeneratedRegex(@"PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
