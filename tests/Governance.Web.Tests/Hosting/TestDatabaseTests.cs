using Governance.Testing;
using Npgsql;

namespace Governance.Web.Tests.Hosting;

public sealed class TestDatabaseTests(TestDatabase database)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_test_gets_a_copy_of_the_template_for_itself()
    {
        var built = 0;
        Task Migrate(string connectionString)
        {
            built++;
            return ExecuteAsync(connectionString, "CREATE TABLE word (text text)");
        }

        await Task.WhenAll(
            database.EnsureTemplateAsync("words", Migrate),
            database.EnsureTemplateAsync("words", Migrate)
        );
        Assert.Equal(1, built);

        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.CreateDatabaseAsync("words")));
        await ExecuteAsync(copies[0], "INSERT INTO word VALUES ('here')");
        Assert.Equal(1L, await ExecuteAsync(copies[0], "SELECT count(*) FROM word"));
        Assert.Equal(0L, await ExecuteAsync(copies[1], "SELECT count(*) FROM word"));
    }

    [Fact]
    public async Task A_database_without_a_template_is_empty_and_can_be_dropped()
    {
        var connectionString = await database.CreateDatabaseAsync();
        Assert.Equal(
            0L,
            await ExecuteAsync(
                connectionString,
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
            )
        );
        await database.DropDatabaseAsync(connectionString);
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connectionString, "SELECT 1"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
