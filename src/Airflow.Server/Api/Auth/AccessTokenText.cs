using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Server.Api.Auth;

/// <summary>What personal access tokens look like, and what of them is stored: a hash is enough, as nobody can guess 32 random bytes.</summary>
internal static class AccessTokenText
{
    private const string Prefix = "airflow_pat_";
    private const int Bytes = 32;

    /// <summary>A use is written down again after this time only, so that calls are not each a write.</summary>
    public static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
