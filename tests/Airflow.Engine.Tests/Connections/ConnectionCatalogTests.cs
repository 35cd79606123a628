namespace Airflow.Engine.Tests.Connections;

using Airflow.Engine.Connections;
using Airflow.Engine.Secrets;

public sealed class ConnectionCatalogTests
{
    private static readonly Connection Sample = new() { ConnId = "pg", ConnType = "postgres", Password = "hunter22", Extra = """{"sslmode": "require"}""" };

    private readonly MemoryConnectionStore _store = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    [Fact]
    public async Task Password_and_extra_are_stored_encrypted_and_found_in_clear()
    {
        var catalog = Make(FernetCipher.NewKey());

        (await catalog.AddAsync(Sample, Token)).ShouldBeTrue();

        var row = _store.Rows.ShouldHaveSingleItem();
        (row.IsEncrypted, row.IsExtraEncrypted).ShouldBe((true, true));
        row.Connection.Password.ShouldNotBe(Sample.Password);
        row.Connection.Extra.ShouldNotBe(Sample.Extra);
        (await catalog.FindAsync("pg", Token)).ShouldBe(new CatalogedConnection(Sample) { Id = 1, IsEncrypted = true, IsExtraEncrypted = true });
    }

    [Fact]
    public async Task What_is_empty_is_not_encrypted()
    {
        await Make(FernetCipher.NewKey()).AddAsync(new Connection { ConnId = "h", ConnType = "http", Password = "", Extra = "" }, Token);

        var row = _store.Rows.ShouldHaveSingleItem();
        (row.IsEncrypted, row.IsExtraEncrypted).ShouldBe((false, false));
    }

    [Fact]
    public async Task An_environment_variable_wins_over_a_stored_connection()
    {
        var catalog = Make("");
        await catalog.AddAsync(Sample, Token);
        _environment["AIRFLOW_CONN_PG"] = "mysql://h/s";

        var found = await catalog.FindAsync("pg", Token);

        found.ShouldNotBeNull();
        found.Connection.ConnType.ShouldBe("mysql");
        found.Id.ShouldBeNull();
    }

    [Fact]
    public async Task Rotation_makes_the_old_key_superfluous()
    {
        var (old, fresh) = (FernetCipher.NewKey(), FernetCipher.NewKey());
        await Make(old).AddAsync(Sample, Token);

        (await Make($"{fresh},{old}").RotateAsync(Token)).ShouldBe(1);

        (await Make(fresh).FindAsync("pg", Token))?.Connection.ShouldBe(Sample);
    }

    [Fact]
    public async Task A_password_that_no_key_opens_is_an_error_that_names_the_connection()
    {
        await Make(FernetCipher.NewKey()).AddAsync(Sample, Token);

        var error = await Should.ThrowAsync<AirflowException>(() => Make(FernetCipher.NewKey()).FindAsync("pg", Token));

        error.Message.ShouldContain("password of connection pg");
    }

    [Theory]
    [InlineData("bad id", null)]
    [InlineData("good", "no json")]
    public async Task A_bad_connection_is_refused(string id, string? extra)
    {
        var connection = new Connection { ConnId = id, ConnType = "http", Extra = extra };

        (await Should.ThrowAsync<AirflowException>(() => Make("").AddAsync(connection, Token))).Code.ShouldBe("connection_invalid");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ConnectionCatalog Make(string keys) => new(_store, FernetCipher.FromKeys(keys, TimeProvider.System), new SecretSources(_environment));
}
