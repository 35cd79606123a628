using System.Globalization;
using System.Text;

namespace Airflow.Storage.Sqlite;

/// <summary>Times as Airflow's SQLite holds them: UTC text "YYYY-MM-DD HH:MM:SS.ffffff", which compares as text.</summary>
internal static class SqliteTime
{
    public const int Length = 26;

    public static string Format(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[Length];
        Format(time, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes exactly <see cref="Length"/> bytes; by hand, because a format string takes ten times as long.</summary>
    public static void Format(DateTimeOffset time, Span<byte> text)
    {
        var utc = time.UtcDateTime;
        Digits(text[..4], utc.Year);
        text[4] = (byte)'-';
        Digits(text[5..7], utc.Month);
        text[7] = (byte)'-';
        Digits(text[8..10], utc.Day);
        text[10] = (byte)' ';
        Digits(text[11..13], utc.Hour);
        text[13] = (byte)':';
        Digits(text[14..16], utc.Minute);
        text[16] = (byte)':';
        Digits(text[17..19], utc.Second);
        text[19] = (byte)'.';
        Digits(text[20..26], (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
    }

    public static DateTimeOffset Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length == Length && text[4] == '-' && text[19] == '.')
        {
            var time = new DateTime(
                Number(text[..4]), Number(text[5..7]), Number(text[8..10]), Number(text[11..13]), Number(text[14..16]), Number(text[17..19]), DateTimeKind.Utc);
            return new DateTimeOffset(time.AddTicks(Number(text[20..26]) * TimeSpan.TicksPerMicrosecond));
        }

        // written by other hands: no fraction, a T, an offset
        return DateTimeOffset.Parse(
            Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    private static void Digits(Span<byte> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
