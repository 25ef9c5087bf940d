using System.Globalization;

namespace Governance.Web.Hosting;

/// <summary>
/// The user that PostgreSQL runs as. PostgreSQL refuses root, so a root host uses the owner of an existing cluster, or
/// <c>nobody</c>: initdb needs a user with a name, and this one exists everywhere.
/// </summary>
internal sealed record PostgresAccount
{
    private const uint Nobody = 65534;

    private readonly bool _readsThroughClosedParents;

    private PostgresAccount(uint? user, uint group, bool readsThroughClosedParents)
    {
        User = user;
        Group = group;
        _readsThroughClosedParents = readsThroughClosedParents;
    }

    /// <summary>The user id; null is the user of the host itself.</summary>
    public uint? User { get; }

    public uint Group { get; }

    /// <summary>Chooses the user and checks that it can enter <paramref name="directory"/>.</summary>
    public static async Task<PostgresAccount> ForAsync(
        string directory,
        string cluster,
        CancellationToken cancellationToken
    )
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new PostgresAccount(null, 0, false);
        }

        var account = new PostgresAccount(Nobody, Nobody, false);
        if (Directory.Exists(cluster))
        {
            var owner = await CommandLine.RunAsync("stat", ["-c", "%u %g", cluster], cancellationToken);
            var ids = owner.Output.Split(' ').Select(id => uint.Parse(id, CultureInfo.InvariantCulture)).ToArray();
            account = ids[0] == 0 ? account : new PostgresAccount(ids[0], ids[1], false);
        }

        // Parents such as /root stay closed to others. One Linux capability lets the server pass; it is granted only if needed.
        foreach (var candidate in new[] { account, new PostgresAccount(account.User, account.Group, true) })
        {
            if (await candidate.CanPassAsync(directory + "/.", cancellationToken))
            {
                return candidate;
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL does not run as root, and user {account.User} cannot enter {directory} "
                + "because a folder above it is closed to others. "
                + "Set another data folder with Governance__DataDirectory, or start the host as an ordinary user."
        );
    }

    /// <summary>Tests the access as that user, so that modes, groups and access lists all count.</summary>
    public async Task<bool> CanPassAsync(string path, CancellationToken cancellationToken)
    {
        var command = Command(["stat", "-c", "%n", path]);
        return (await CommandLine.RunAsync(command[0], command[1..], cancellationToken)).ExitCode == 0;
    }

    /// <summary>The same user without the capability: PostgreSQL checks its own programs by access(2), which ignores it.</summary>
    public PostgresAccount Unaided => new(User, Group, false);

    /// <summary>Makes this user the owner of a folder.</summary>
    public void Own(string path)
    {
        if (User is { } user)
        {
            Posix.ChangeOwner(path, user, Group);
        }
    }

    /// <summary>The command line that runs <paramref name="command"/> as this user, unable to gain privileges.</summary>
    public string[] Command(IEnumerable<string> command, bool untilParentDies = false)
    {
        List<string> line = ["setpriv", "--no-new-privs"];
        if (User is { } user)
        {
            line.AddRange(["--reuid", $"{user}", "--regid", $"{Group}", "--clear-groups"]);
        }

        if (_readsThroughClosedParents)
        {
            line.AddRange(["--inh-caps", "-all,+dac_read_search", "--ambient-caps", "-all,+dac_read_search"]);
        }

        if (untilParentDies)
        {
            // SIGINT asks PostgreSQL for a fast shutdown, so the server ends even when the host is killed.
            line.AddRange(["--pdeathsig", "INT"]);
        }

        return [.. line, .. command];
    }
}
