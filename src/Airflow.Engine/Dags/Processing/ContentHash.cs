using System.Security.Cryptography;
using System.Text;

namespace Airflow.Engine.Dags.Processing;

/// <summary>SHA-256 in lower-case hex: the name of a blob, a tree of blobs, or anything else that is known by its content.</summary>
public static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Of named contents, whatever their order.</summary>
    public static string OfTree(IEnumerable<(string Path, string Hash)> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            // neither a path nor a hash can hold a zero, so no two trees give the same bytes
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
