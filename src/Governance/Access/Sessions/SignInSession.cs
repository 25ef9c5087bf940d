using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Access;

/// <summary>A sign-in on one device. Deleting the row ends the session, whatever cookie the browser has.</summary>
public sealed class SignInSession
{
    /// <summary>Id of the session; the cookie carries it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The signed-in user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When the user signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The session is invalid from this time on; extended while it is used.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.ExpiresAt);
    }
}
