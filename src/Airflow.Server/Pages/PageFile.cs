namespace Airflow.Server.Pages;

/// <summary>A file of the web interface, as it lies on the disk and as it travels.</summary>
/// <param name="IsForEver">Its name holds a hash of its content: browsers need not ask for it again.</param>
internal sealed record PageFile(string Type, byte[] Plain, byte[] Gzip, byte[] Brotli, bool IsForEver);
