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

    [Fact]
    public async Task A_connection_is_tested_once_at_a_time()
    {
        var first = NewTest("one", Noon);

        (await Stores.ConnectionTests.AddAsync(first, Noon.AddMinutes(-2), Cancel)).ShouldBeTrue();
        (await Stores.ConnectionTests.AddAsync(NewTest("two", Noon), Noon.AddMinutes(-2), Cancel)).ShouldBeFalse();
        (await Stores.ConnectionTests.FindAsync("one", Cancel)).ShouldBe(first);

        await Stores.ConnectionTests.FinishAsync(first.Id, isSuccess: true, "fine", Noon.AddSeconds(5), Cancel);
        var done = (await Stores.ConnectionTests.FindAsync("one", Cancel)).ShouldNotBeNull();
        done.State.ShouldBe(ConnectionTest.Success);
        done.Message.ShouldBe("fine");
        done.Connection.Connection.Password.ShouldBeNull("what was tested is not kept");
        (await Stores.ConnectionTests.AddAsync(NewTest("three", Noon), Noon.AddMinutes(-2), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_test_that_nobody_finished_does_not_bar_the_way()
    {
        (await Stores.ConnectionTests.AddAsync(NewTest("left", Noon), Noon.AddMinutes(-2), Cancel)).ShouldBeTrue();

        (await Stores.ConnectionTests.AddAsync(NewTest("next", Noon.AddMinutes(3)), Noon.AddMinutes(1), Cancel)).ShouldBeTrue();

        (await Stores.ConnectionTests.FindAsync("left", Cancel)).ShouldNotBeNull().State.ShouldBe(ConnectionTest.Failed);
        (await Stores.ConnectionTests.FindAsync("none", Cancel)).ShouldBeNull();
    }

    private ConnectionTest NewTest(string token, DateTimeOffset at)
    {
        var connection = new Engine.Connections.Connection { ConnId = "c", ConnType = "sqlite", Host = "h", Login = "l", Schema = "s", Port = 1, Password = "p", Extra = "{}" };
        return new ConnectionTest(NewId(), token, new StoredConnection(connection, IsEncrypted: false, IsExtraEncrypted: false))
        {
            CreatedAt = at, CommitsOnSuccess = true, Executor = "LocalExecutor", Queue = "q",
        };
    }
}
