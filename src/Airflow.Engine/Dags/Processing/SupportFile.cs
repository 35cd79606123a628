namespace Airflow.Engine.Dags.Processing;

/// <summary>A file that travels with DAGs. Its content is held only while somebody stores it, for there may be many large ones.</summary>
public sealed class SupportFile
{
    private readonly string _path;
    private readonly WeakReference<byte[]> _content;
    private volatile bool _isStored;

    private SupportFile(string path, FileStamp stamp, byte[] content)
    {
        _path = path;
        _content = new WeakReference<byte[]>(content);
        Stamp = stamp;
        Hash = ContentHash.Of(content);
        Size = content.Length;
    }

    public FileStamp Stamp { get; }

    public string Hash { get; }

    public long Size { get; }

    /// <summary>The store has its content already.</summary>
    public bool IsStored
    {
        get => _isStored;
        set => _isStored = value;
    }

    /// <summary>Reads a file; null when it vanished or cannot be read.</summary>
    public static SupportFile? TryRead(string path, FileStamp stamp) =>
        ReadBytes(path) is { } content ? new SupportFile(path, stamp, content) : null;

    /// <summary>The content that belongs to <see cref="Hash"/>; null when the file was changed or removed meanwhile.</summary>
    public byte[]? TryGetContent()
    {
        if (_content.TryGetTarget(out var content))
        {
            return content;
        }

        content = ReadBytes(_path);
        if (content is null || ContentHash.Of(content) != Hash)
        {
            return null;
        }

        _content.SetTarget(content);
        return content;
    }

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
