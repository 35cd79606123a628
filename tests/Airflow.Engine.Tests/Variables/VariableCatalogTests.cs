using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;

namespace Airflow.Engine.Tests.Variables;

public sealed class VariableCatalogTests
{
    private readonly MemoryVariableStore _store = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_value_is_stored_encrypted_and_found_in_clear()
    {
        var catalog = Make(FernetCipher.NewKey());

        (await catalog.SaveAsync(new Variable("env", "prod", "where"), Token)).ShouldBeTrue();

        _store.Rows["env"].IsEncrypted.ShouldBeTrue();
        _store.Rows["env"].Value.ShouldNotBe("prod");
        (await catalog.FindAsync("env", Token)).ShouldBe("prod");
        (await catalog.ListAsync(Token)).ShouldBe([new Variable("env", "prod", "where")]);
    }

    [Fact]
    public async Task Without_a_key_a_value_is_stored_as_it_is()
    {
        await Make("").SaveAsync(new Variable("env", "prod"), Token);

        _store.Rows["env"].ShouldBe(new StoredVariable("env", "prod", null, IsEncrypted: false));
    }

    [Fact]
    public async Task An_environment_variable_wins_over_a_stored_value()
    {
        var catalog = Make("");
        await catalog.SaveAsync(new Variable("env", "stored"), Token);
        _environment["AIRFLOW_VAR_ENV"] = "from environment";

        (await catalog.FindAsync("env", Token)).ShouldBe("from environment");
        (await catalog.FindAsync("Env", Token)).ShouldBe("from environment");
    }

    [Fact]
    public async Task Rotation_makes_the_old_key_superfluous()
    {
        var (old, fresh) = (FernetCipher.NewKey(), FernetCipher.NewKey());
        await Make(old).SaveAsync(new Variable("env", "prod"), Token);

        (await Make($"{fresh},{old}").RotateAsync(Token)).ShouldBe(1);

        (await Make(fresh).FindAsync("env", Token)).ShouldBe("prod");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_value_that_no_key_opens_is_an_error_that_names_it(bool hasOtherKey)
    {
        await Make(FernetCipher.NewKey()).SaveAsync(new Variable("env", "prod"), Token);
        var catalog = Make(hasOtherKey ? FernetCipher.NewKey() : "");

        var error = await Should.ThrowAsync<AirflowException>(() => catalog.FindAsync("env", Token));

        error.Code.ShouldBe("fernet_key_mismatch");
        error.Message.ShouldContain("variable env");
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        var variable = new Variable(new string('x', VariableCatalog.MaxKeyLength + 1), "v");

        (await Should.ThrowAsync<AirflowException>(() => Make("").SaveAsync(variable, Token))).Code.ShouldBe("variable_invalid");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VariableCatalog Make(string keys) => new(_store, FernetCipher.FromKeys(keys, TimeProvider.System), new SecretSources(_environment));
}
