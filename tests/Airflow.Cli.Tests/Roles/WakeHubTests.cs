using Airflow.Cli.Roles;

namespace Airflow.Cli.Tests.Roles;

public class WakeHubTests
{
    [Fact]
    public async Task All_roles_hear_by_one_listener_which_ends_with_the_last()
    {
        var listeners = new List<Listener>();
        var hub = new WakeHub(onWake =>
        {
            listeners.Add(new Listener(onWake));
            return listeners[^1];
        });
        var (one, other) = (new List<string>(), new List<string>());

        var first = hub.Listen(one.Add);
        var second = hub.Listen(other.Add);
        listeners.Single().Wake("runs");
        await first.DisposeAsync();
        listeners.Single().Wake("dags");

        one.ShouldBe(["runs"]);
        other.ShouldBe(["runs", "dags"]);
        listeners.Single().IsEnded.ShouldBeFalse();
        await second.DisposeAsync();
        listeners.Single().IsEnded.ShouldBeTrue();

        await using var again = hub.Listen(one.Add);
        listeners.Count.ShouldBe(2);
    }

    private sealed class Listener(Action<string> onWake) : IAsyncDisposable
    {
        public bool IsEnded { get; private set; }

        public void Wake(string topic) => onWake(topic);

        public ValueTask DisposeAsync()
        {
            IsEnded = true;
            return ValueTask.CompletedTask;
        }
    }
}
