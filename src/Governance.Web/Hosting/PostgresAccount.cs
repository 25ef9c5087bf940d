using System.Globalization;

namespace Governance.Web.Hosting;

/// <summary>
/// The ordinary user PostgreSQL runs as. It refuses root, so a root host hands over to the owner of an existing cluster,
/// or to <c>nobody</c>: initdb wants a user with a name, and this one exists everywhere.
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

    /// <summary>Null means: the user of the host itself.</summary>
    public uint? User { get; }

    public uint Group { get; }

    /// <summary>Chooses the user, and makes sure that it can get at <paramref name="directory"/>.</summary>
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

        // Parents such as /root are closed to others and stay so. One capability lets the server pass; it is given only then.
        foreach (var candidate in new[] { account, new PostgresAccount(account.User, account.Group, true) })
        {
            if (await candidate.CanPassAsync(directory + "/.", cancellationToken))
            {
                return candidate;
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL does not run as root, and user {account.User} cannot enter {directory} "
                + $"because a folder above it is closed to others. "
                + "Name another data folder with Governance__DataDirectory, or start the host as an ordinary user."
        );
    }

    /// <summary>Asks the system, as that user: modes, groups and access lists all count.</summary>
    public async Task<bool> CanPassAsync(string path, CancellationToken cancellationToken)
    {
        var command = Command(["stat", "-c", "%n", path]);
        return (await CommandLine.RunAsync(command[0], command[1..], cancellationToken)).ExitCode == 0;
    }

    /// <summary>The same user without the capability: PostgreSQL checks its own programs by access(2), which ignores it.</summary>
    public PostgresAccount Unaided => new(User, Group, false);

    /// <summary>Hands a folder of the server over to its user.</summary>
    public void Own(string path)
    {
        if (User is { } user)
        {
            Posix.ChangeOwner(path, user, Group);
        }
    }

    /// <summary>The command line that runs <paramref name="command"/> as this user and without any privilege to gain.</summary>
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
            // SIGINT asks PostgreSQL for a fast shutdown: a host that is killed takes its server along.
            line.AddRange(["--pdeathsig", "INT"]);
        }

        return [.. line, .. command];
    }
}
