namespace Airflow.Server.Api.Auth;

/// <summary>
/// Lets nobody guess passwords in haste: after some failures within a minute, logins of that name from that address are refused until the
/// minute is over, and after more of them all logins from the address. A name alone is never barred, as anybody could then lock its owner out.
/// </summary>
public sealed class LoginThrottle(TimeProvider clock)
{
    public const int MaxPerName = 10;
    public const int MaxPerAddress = 60;

    /// <summary>What is remembered is bounded, as names come from outside.</summary>
    private const int MaxKept = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<(string Address, string? Name), (DateTimeOffset Until, int Failures)> failures = [];
    private readonly Lock mutex = new();

    /// <summary>How long the caller must wait; null: he need not.</summary>
    public TimeSpan? WaitOf(string address, string name)
    {
        var now = clock.GetUtcNow();
        lock (mutex)
        {
            var ofName = Find((address, name), now);
            var ofAddress = Find((address, null), now);
            return ofName.Failures >= MaxPerName ? ofName.Until - now : ofAddress.Failures >= MaxPerAddress ? ofAddress.Until - now : null;
        }
    }

    public void Fail(string address, string name)
    {
        var now = clock.GetUtcNow();
        lock (mutex)
        {
            if (failures.Count >= MaxKept)
            {
                Forget(now);
            }

            Count((address, name), now);
            Count((address, null), now);
        }
    }

    /// <summary>Whoever knows the password has guessed nothing.</summary>
    public void Succeed(string address, string name)
    {
        lock (mutex)
        {
            failures.Remove((address, name));
        }
    }

    private (DateTimeOffset Until, int Failures) Find((string, string?) key, DateTimeOffset now) =>
        failures.TryGetValue(key, out var found) && found.Until > now ? found : (now + Window, 0);

    private void Count((string, string?) key, DateTimeOffset now)
    {
        var (until, count) = Find(key, now);
        failures[key] = (until, count + 1);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, _) in failures.Where(one => one.Value.Until <= now).ToList())
        {
            failures.Remove(key);
        }

        if (failures.Count >= MaxKept)
        {
            // a flood of names: the addresses they come from are still counted
            foreach (var key in failures.Keys.Where(static one => one.Name is not null).ToList())
            {
                failures.Remove(key);
            }
        }
    }
}
