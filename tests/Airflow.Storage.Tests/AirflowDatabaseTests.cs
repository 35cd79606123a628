using Airflow.Engine;

namespace Airflow.Storage.Tests;

public sealed class AirflowDatabaseTests
{
    [Theory]
    [InlineData("sqlite:////tmp/a/airflow.db", "/tmp/a/airflow.db")]
    [InlineData("sqlite:////tmp/with%20space.db", "/tmp/with space.db")]
    [InlineData("sqlite:////tmp/a.db?timeout=5", "/tmp/a.db")]
    [InlineData("sqlite+pysqlite:////tmp/a.db", "/tmp/a.db")]
    public async Task A_path_after_four_slashes_is_absolute(string url, string path) => (await MissingPathAsync(url)).ShouldContain($"'{path}'");

    [Fact]
    public async Task A_path_after_three_slashes_is_relative() =>
        (await MissingPathAsync("sqlite:///no-such-folder/a.db")).ShouldContain($"'{Path.Combine(Environment.CurrentDirectory, "no-such-folder/a.db")}'");

    [Theory]
    [InlineData("postgresql+psycopg2://u:secret@host/db?sslmode=maybe", "database_url_invalid", "sslmode=maybe")]
    [InlineData("postgresql://u:secret@host/db?colour=red", "database_url_invalid", "'colour'")]
    [InlineData("postgres://u:secret@host/db?connect_timeout=soon", "database_url_invalid", "connect_timeout=soon")]
    [InlineData("mysql://u:secret@host/db?colour=red", "database_url_invalid", "'colour'")]
    [InlineData("oracle://u:secret@host/db", "database_url_invalid", "oracle")]
    [InlineData("sqlite://", "database_url_invalid", "four slashes")]
    [InlineData("sqlite:///:memory:", "database_url_invalid", "four slashes")]
    [InlineData("nonsense", "database_url_invalid", "dialect")]
    [InlineData("sqlite:////tmp/a.db?timeout=soon", "database_url_invalid", "timeout=soon")]
    public void Another_url_is_refused_without_its_password(string url, string code, string hint)
    {
        var error = Should.Throw<AirflowException>(() => AirflowDatabase.Open(url));

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(hint, Case.Insensitive);
        error.Message.ShouldNotContain("secret");
    }

    // none of these files exists, and the error says which
    private static async Task<string> MissingPathAsync(string url)
    {
        await using var stores = AirflowDatabase.Open(url);
        return (await Should.ThrowAsync<AirflowException>(() => stores.Dags.ListAsync(false, TestContext.Current.CancellationToken))).Message;
    }
}
