using System.IO.Compression;
using Airflow.Engine.Dags.Deploying;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Airflow.Server.Api.Deploying;

/// <summary>Reads the files of an upload: a form with files, a zip, or one file as it is. What a zip holds is counted as it is unpacked, whatever it says of itself.</summary>
internal static class DeployUpload
{
    private const string Zip = "application/zip";
    private const int UnixType = 0xF000;
    private const int UnixFile = 0x8000;

    /// <exception cref="ApiException">400: it cannot be read; 413: it is too much.</exception>
    public static async Task<IReadOnlyList<DeployFile>> ReadAsync(ApiCall call)
    {
        var request = call.Context.Request;
        if (request.HasFormContentType)
        {
            return await ReadFormAsync(call);
        }

        var budget = new Budget();
        if (IsZip(request.ContentType))
        {
            using var whole = new MemoryStream();
            await request.Body.CopyToAsync(whole, call.Aborted);
            return await UnpackAsync(whole, budget, call.Aborted);
        }

        var path = call.Text("path") ?? throw ApiException.BadRequest("A file that is the whole body needs its path: ?path=sales.cs; several come as multipart/form-data or application/zip");
        return [new DeployFile(path, await budget.TakeAsync(request.Body, call.Aborted))];
    }

    private static async Task<IReadOnlyList<DeployFile>> ReadFormAsync(ApiCall call)
    {
        IFormCollection form;
        try
        {
            var options = new FormOptions { ValueCountLimit = DeployPaths.MaxFiles, MultipartBodyLengthLimit = DeployPaths.MaxBytes, MultipartHeadersLengthLimit = 8 * 1024 };
            form = await new FormFeature(call.Context.Request, options).ReadFormAsync(call.Aborted);
        }
        catch (InvalidDataException)
        {
            throw ApiException.BadRequest("The form cannot be read: it has too many parts, or is none");
        }

        var budget = new Budget();
        var files = new List<DeployFile>();
        foreach (var part in form.Files)
        {
            await using var stream = part.OpenReadStream();
            if (IsZip(part.ContentType) || part.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                files.AddRange(await UnpackAsync(stream, budget, call.Aborted));
            }
            else
            {
                files.Add(new DeployFile(part.FileName, await budget.TakeAsync(stream, call.Aborted)));
            }
        }

        return files;
    }

    private static async Task<IReadOnlyList<DeployFile>> UnpackAsync(Stream stream, Budget budget, CancellationToken cancellationToken)
    {
        try
        {
            stream.Position = 0;
            await using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var files = new List<DeployFile>();
            foreach (var entry in zip.Entries.Where(static entry => !entry.FullName.EndsWith('/')))
            {
                if (((entry.ExternalAttributes >> 16) & UnixType) is not (0 or UnixFile))
                {
                    throw ApiException.BadRequest("The zip holds links or devices; only files can be deployed");
                }

                await using var content = await entry.OpenAsync(cancellationToken);
                files.Add(new DeployFile(entry.FullName, await budget.TakeAsync(content, cancellationToken)));
            }

            return files;
        }
        catch (InvalidDataException)
        {
            throw ApiException.BadRequest("The zip cannot be read");
        }
    }

    private static bool IsZip(string? type) => type?.Split(';')[0].Trim() is Zip or "application/x-zip-compressed";

    /// <summary>What may still come.</summary>
    private sealed class Budget
    {
        private long left = DeployPaths.MaxBytes;
        private int files = DeployPaths.MaxFiles;

        public async Task<byte[]> TakeAsync(Stream stream, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            if (--files < 0)
            {
                throw TooMuch();
            }

            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                left -= count;
                if (left < 0)
                {
                    throw TooMuch();
                }

                content.Write(buffer.AsSpan(0, count));
            }

            return content.ToArray();
        }

        private static ApiException TooMuch() => new(413, $"At most {DeployPaths.MaxFiles} files of {DeployPaths.MaxBytes / (1024 * 1024)} MB in all can be deployed at once");
    }
}
