namespace Airflow.Server.Logs;

/// <summary>A host that gives out logs.</summary>
/// <param name="Hostname">Its name.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Address">From where it was heard of; null when it was not.</param>
/// <param name="Secrets">What may sign the tokens that it takes; which of them it knows is seen when it is asked.</param>
internal sealed record LogHost(string Hostname, int Port, string? Address, IReadOnlyList<string> Secrets)
{
    /// <summary>By name first, then by the address: names of hosts do not resolve everywhere.</summary>
    public IEnumerable<Uri> Addresses
    {
        get
        {
            yield return At(Hostname);
            if (Address is { Length: > 0 } address && address != Hostname)
            {
                yield return At(address);
            }
        }
    }

    private Uri At(string host) => new UriBuilder(Uri.UriSchemeHttp, host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, Port).Uri;
}
