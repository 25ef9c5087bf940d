using System.Runtime.InteropServices;

namespace Governance.Web.Hosting;

/// <summary>The few calls of Linux that .NET has no method for.</summary>
internal static class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>errno of a lock that someone else holds; .NET hands it on as <see cref="Exception.HResult"/>.</summary>
    public const int WouldBlock = 11;

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Others may pass through to a name they know, and see nothing else.</summary>
    public const UnixFileMode Passable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Sets a variable for the native libraries of this process: .NET's own method reaches only .NET.</summary>
    public static void SetNativeVariable(string name, string value) => _ = setenv(name, value, 1);

    public static void Signal(int process, int signal) => _ = kill(process, signal);

    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (lchown(path, user, group) != 0)
        {
            throw new IOException($"{path} cannot be given to user {user}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>The path with every symbolic link followed, as /proc shows it.</summary>
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
