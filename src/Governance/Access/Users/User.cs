using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Access;

/// <summary>A person who signs in. Subjects of data are not users.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>Creates a user with a new id, ascending with time.</summary>
    public User() => Id = Guid.CreateVersion7();

    /// <summary>
    /// Identity stores a lock and the pause after wrong passwords in the same column. A lock ends no earlier than this, a pause
    /// within minutes. Only a lock stops sessions and tokens; otherwise anybody could stop them by entering wrong passwords.
    /// </summary>
    public static readonly DateTimeOffset LocksFrom = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The name that other users see, 1 to 120 characters.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Last sign-in with the password; null = never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Locked by an administrator; false during the pause after wrong passwords.</summary>
    public bool IsLocked => LockoutEnd >= LocksFrom;
}

internal sealed class AccessConfiguration
    : IEntityTypeConfiguration<User>,
        IEntityTypeConfiguration<IdentityRole<Guid>>,
        IEntityTypeConfiguration<IdentityUserRole<Guid>>,
        IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
        IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
        IEntityTypeConfiguration<IdentityUserToken<Guid>>,
        IEntityTypeConfiguration<IdentityRoleClaim<Guid>>,
        IEntityTypeConfiguration<PersonalAccessToken>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Ignore(u => u.IsLocked);
        builder.Property(u => u.DisplayName).HasMaxLength(120);
        builder.Property(u => u.UserName).HasMaxLength(256);
        builder.Property(u => u.NormalizedUserName).HasMaxLength(256);
        builder.Property(u => u.Email).HasMaxLength(256);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(256);
        builder.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(u => u.NormalizedUserName).IsUnique();
        builder.HasIndex(u => u.NormalizedEmail).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> builder)
    {
        builder.ToTable("roles");
        builder.Property(r => r.Name).HasMaxLength(256);
        builder.Property(r => r.NormalizedName).HasMaxLength(256);
        builder.Property(r => r.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(r => r.NormalizedName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> builder)
    {
        builder.ToTable("user_roles");
        builder.HasKey(r => new { r.UserId, r.RoleId });
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
        builder.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(r => r.RoleId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("user_claims");
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("user_logins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("user_tokens");
        builder.HasKey(t => new
        {
            t.UserId,
            t.LoginProvider,
            t.Name,
        });
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<Guid>> builder)
    {
        builder.ToTable("role_claims");
        builder.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(c => c.RoleId);
    }

    public void Configure(EntityTypeBuilder<PersonalAccessToken> builder)
    {
        builder.ToTable("personal_access_tokens");
        builder.Property(t => t.Name).HasMaxLength(120);
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.Property(t => t.Hint).HasMaxLength(8);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
