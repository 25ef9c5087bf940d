using System.Runtime.InteropServices;

namespace Governance.Web.Hosting;

/// <summary>The Linux calls that .NET has no method for.</summary>
internal static class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>errno of a lock that another process holds; .NET reports it in <see cref="Exception.HResult"/>.</summary>
    public const int WouldBlock = 11;

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Other users may enter the folder but not list it.</summary>
    public const UnixFileMode Passable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Sets an environment variable for native libraries too; .NET's own method sets it only for .NET.</summary>
    public static void SetNativeVariable(string name, string value) => _ = setenv(name, value, 1);

    public static void Signal(int process, int signal) => _ = kill(process, signal);

    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (lchown(path, user, group) != 0)
        {
            throw new IOException($"{path} cannot be given to user {user}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Returns the path with every symbolic link resolved, as /proc shows it.</summary>
    public static string RealPath(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var target = Directory.ResolveLinkTarget(next, returnFinalTarget: true);
            real = target is null ? next : RealPath(target.FullName);
        }

        return real;
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int setenv(
        [MarshalAs(UnmanagedType.LPStr)] string name,
        [MarshalAs(UnmanagedType.LPStr)] string value,
        int overwrite
    );

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport(
        "libc",
        SetLastError = true,
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    private static extern int lchown([MarshalAs(UnmanagedType.LPStr)] string path, uint user, uint group);
}
