namespace Governance.Web.Hosting;

/// <summary>What a start of the program does; Program.cs lists the roles.</summary>
internal enum HostRole
{
    Portal,
    Worker,
    Migrate,
    Token,
    Blobs,
    Unknown,
}
