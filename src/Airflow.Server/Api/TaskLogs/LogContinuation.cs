using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Server.Api.TaskLogs;

/// <summary>How far a log was read, as a signed text: nobody makes one of his own.</summary>
internal sealed class LogContinuation(string secret)
{
    private readonly byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"log-continuation:{secret}"));

    public string Write(long offset)
    {
        var place = offset.ToString(CultureInfo.InvariantCulture);
        return $"{place}.{Sign(place)}";
    }

    /// <summary>null when it was not written here.</summary>
    public long? Read(string token)
    {
        return token.Split('.') is [var place, var signature]
            && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(place)), Encoding.UTF8.GetBytes(signature))
            ? offset
            : null;
    }

    private string Sign(string place) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(place)));
}
