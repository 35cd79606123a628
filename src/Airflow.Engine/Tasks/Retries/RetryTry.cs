using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Engine.Tasks.Retries;

/// <summary>What names a try when its delay is jittered.</summary>
public sealed record RetryTry(string DagId, string TaskId, DateTimeOffset? LogicalDate, int Number)
{
    /// <summary>The text that is hashed.</summary>
    public string HashInput => string.Create(CultureInfo.InvariantCulture, $"{DagId}#{TaskId}#{DateText(LogicalDate)}#{Number}");

    /// <summary>A date as Python prints it; None for no date.</summary>
    public static string DateText(DateTimeOffset? date) =>
        date is { } at ? Timetables.Iso8601.Format(at).Replace('T', ' ') : "None";

    /// <summary>The hash in hexadecimal.</summary>
    public string Sha1() => Convert.ToHexStringLower(Bytes());

    /// <summary>The hash as one number.</summary>
    public BigInteger Hash() => new(Bytes(), isUnsigned: true, isBigEndian: true);

    // It spreads load, it protects nothing, and it has to be the same as Airflow's.
#pragma warning disable CA5350, S4790
    private byte[] Bytes() => SHA1.HashData(Encoding.UTF8.GetBytes(HashInput));
#pragma warning restore CA5350, S4790
}
