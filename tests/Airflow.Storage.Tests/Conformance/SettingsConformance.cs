using Airflow.Engine.Connections;
using Airflow.Engine.Variables;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Variables and connections, as stored.</summary>
public abstract class SettingsConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task Variables_are_made_replaced_and_deleted()
    {
        (await Stores.Variables.SaveAsync(new StoredVariable("b", "1", "first", true), Cancel)).ShouldBeTrue();
        (await Stores.Variables.SaveAsync(new StoredVariable("a", "", null, false), Cancel)).ShouldBeTrue();
        (await Stores.Variables.SaveAsync(new StoredVariable("b", "2", null, false), Cancel)).ShouldBeFalse();

        (await Stores.Variables.FindAsync("b", Cancel)).ShouldBe(new StoredVariable("b", "2", null, false));
        (await Stores.Variables.ListAsync(Cancel)).ShouldBe([new StoredVariable("b", "2", null, false), new StoredVariable("a", "", null, false)]);
        (await Stores.Variables.DeleteAsync("b", Cancel)).ShouldBeTrue();
        (await Stores.Variables.DeleteAsync("b", Cancel)).ShouldBeFalse();
        (await Stores.Variables.FindAsync("b", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Variable_keys_differ_by_case()
    {
        await Stores.Variables.SaveAsync(new StoredVariable("Key", "1", null, false), Cancel);

        (await Stores.Variables.FindAsync("key", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Connections_are_made_replaced_and_deleted()
    {
        var connection = new StoredConnection(
            new Engine.Connections.Connection
            {
                ConnId = "c",
                ConnType = "postgres",
                Description = "about",
                Host = "h",
                Schema = "s",
                Login = "l",
                Password = "secret",
                Port = 5432,
                Extra = "{}",
            },
            IsEncrypted: true,
            IsExtraEncrypted: false);

        (await Stores.Connections.AddAsync(connection, Cancel)).ShouldBeTrue();
        (await Stores.Connections.AddAsync(connection, Cancel)).ShouldBeFalse();
        var stored = (await Stores.Connections.FindAsync("c", Cancel)).ShouldNotBeNull();
        (stored with { Id = 0 }).ShouldBe(connection);

        var bare = new StoredConnection(new Engine.Connections.Connection { ConnId = "c", ConnType = "http" }, false, false);
        (await Stores.Connections.SaveAsync(bare, Cancel)).ShouldBeFalse();
        (await Stores.Connections.SaveAsync(new StoredConnection(new Engine.Connections.Connection { ConnId = "a", ConnType = "fs" }, false, false), Cancel)).ShouldBeTrue();
        (await Stores.Connections.ListAsync(Cancel)).Select(row => row.Connection.ConnId).ShouldBe(["c", "a"]);
        (await Stores.Connections.FindAsync("c", Cancel)).ShouldBe(bare with { Id = stored.Id });

        (await Stores.Connections.DeleteAsync("c", Cancel)).ShouldBeTrue();
        (await Stores.Connections.DeleteAsync("c", Cancel)).ShouldBeFalse();
    }
}
