using Airflow.Engine;
using Airflow.Engine.Variables;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

/// <summary>What MySQL does otherwise unless it is told: case, letters, lengths, and its errors.</summary>
public sealed class MySqlValueTests() : StoreConformance(new MySqlTestDatabase())
{
    [Fact]
    public async Task Names_tell_case_and_accents_apart()
    {
        foreach (var (key, value) in new[] { ("resume", "1"), ("Resume", "2"), ("résumé", "3") })
        {
            (await Stores.Variables.SaveAsync(new StoredVariable(key, value, null, false), Cancel)).ShouldBeTrue();
        }

        (await Stores.Variables.FindAsync("Resume", Cancel)).ShouldNotBeNull().Value.ShouldBe("2");
        (await Stores.Variables.ListAsync(Cancel)).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("it's \"quoted\" \\ and `ticked`")]
    [InlineData("'; DROP TABLE variable; -- @name ? $1 {0} :x")]
    [InlineData("a\0b\r\n\t\u001a%_")]
    [InlineData("blåβ漢字🙂")]
    [InlineData(" spaces ")]
    [InlineData("")]
    public async Task Any_text_comes_back_as_it_was(string text)
    {
        await Stores.Variables.SaveAsync(new StoredVariable("text", text, text, false), Cancel);

        var found = (await Stores.Variables.FindAsync("text", Cancel)).ShouldNotBeNull();
        (found.Value, found.Description).ShouldBe((text, text));
    }

    [Theory]
    [InlineData("p%40ss", "wrong", "database_denied")]
    [InlineData("/airflow_", "/nowhere_", "database_missing")]
    public async Task A_server_that_refuses_is_understood(string part, string other, string code)
    {
        await using var stores = AirflowDatabase.Open(Url.Replace(part, other, StringComparison.Ordinal));

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Variables.ListAsync(Cancel));

        error.Code.ShouldBe(code);
        error.Message.ShouldNotContain("p@ss");
        error.Message.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task A_value_that_is_longer_than_the_server_takes_says_what_to_raise()
    {
        var error = await Should.ThrowAsync<AirflowException>(
            () => Stores.Variables.SaveAsync(new StoredVariable("long", new string('x', 260 << 20), null, false), Cancel));

        (error.Code, error.Message.Contains("max_allowed_packet", StringComparison.Ordinal)).ShouldBe(("database_value_too_large", true));
    }
}
