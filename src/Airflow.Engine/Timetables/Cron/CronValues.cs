namespace Airflow.Engine.Timetables.Cron;

/// <summary>What one parsed field matches.</summary>
internal sealed class CronValues
{
    private const int LastBit = 0;
    private readonly SortedSet<int> _values = [];
    private readonly byte[] _nth = new byte[7];

    /// <summary>The field holds a star, alone or in a list.</summary>
    public bool HasStar { get; set; }

    /// <summary>The field is the star and nothing else (a list of every value counts where the dialect says so).</summary>
    public bool IsStar => HasStar && _values.Count == 0 && !HasLastDay;

    /// <summary>Day of month only: the last day of the month.</summary>
    public bool HasLastDay { get; set; }

    /// <summary>Day of month only: the weekday nearest this day; 0 for none.</summary>
    public int NearestWeekday { get; set; }

    /// <summary>Weekday only: some weekdays are bound to a week of the month.</summary>
    public bool HasNth { get; private set; }

    public IReadOnlySet<int> Values => _values;

    public ReadOnlySpan<byte> Nth => _nth;

    public void Add(int value) => _values.Add(value);

    /// <summary>Binds a weekday to its n-th occurrence in the month; 0 is the last one.</summary>
    public void AddNth(int weekday, int occurrence)
    {
        HasNth = true;
        _values.Add(weekday);
        _nth[weekday] |= (byte)(1 << (occurrence == 0 ? LastBit : occurrence));
    }

    public void MakeStar()
    {
        HasStar = true;
        HasLastDay = false;
        _values.Clear();
    }

    /// <summary>The values as bits; not for years, which do not fit.</summary>
    public ulong Bits()
    {
        var bits = 0UL;
        foreach (var value in _values)
        {
            bits |= 1UL << value;
        }
        return bits;
    }
}
