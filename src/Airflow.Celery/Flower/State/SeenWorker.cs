using System.Collections.Immutable;

namespace Airflow.Celery.Flower.State;

/// <summary>A worker as its events tell it.</summary>
internal sealed record SeenWorker(string Name)
{
    private const int KeptBeats = 4;
    private const double WindowInBeats = 2;

    /// <summary>How many events of each type came.</summary>
    public ImmutableSortedDictionary<string, long> Counts { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
    public long Pid { get; init; }
    public double Frequency { get; init; } = 60;
    public ImmutableArray<double> Heartbeats { get; init; } = [];
    public long Clock { get; init; }
    public long? Active { get; init; }
    public long? Processed { get; init; }
    public ImmutableArray<double> LoadAverage { get; init; } = [];
    public string? SoftwareName { get; init; }
    public string? SoftwareVersion { get; init; }
    public string? SoftwareSystem { get; init; }

    /// <summary>When it was heard last, by the clock of this host; null once it said good-bye.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    public long Count(string type) => Counts.GetValueOrDefault(type);

    public bool IsAlive(DateTimeOffset now) => HeardAt is { } heard && now < heard + TimeSpan.FromSeconds(Frequency * WindowInBeats);

    public SeenWorker Beat(double at, DateTimeOffset now) =>
        this with { Heartbeats = [.. Heartbeats.Append(at).Order().TakeLast(KeptBeats)], HeardAt = now };
}
