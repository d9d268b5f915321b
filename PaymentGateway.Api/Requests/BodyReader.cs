using System.Buffers;
using System.IO.Pipelines;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Limits;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// Reads a whole body. One that has come with its headers, as nearly all do, is there at once; the sender of any other is
/// waited for without a slot, and not for long.
/// </summary>
internal sealed class BodyReader(HttpContext http)
{
    private static readonly ApiError TooManyUploads =
        ApiErrors.Unavailable with { Cause = "Too many bodies are being received at once." };

    private readonly PipeReader _reader = http.Request.BodyReader;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <returns>Why there is no body to look at; null: all of it has been read.</returns>
    public async Task<ApiError?> ReadAsync()
    {
        try
        {
            return TryReadAtOnce() ? Verdict() : await UploadAsync();
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // A chunk longer than a number can say is not the server's usual exception.
            throw new BadHttpRequestException("The body cannot be read.", exception);
        }
    }

    private bool IsTooLarge => _bytes.WrittenCount > JsonBody.MaxBytes;

    private ApiError? Verdict() => IsTooLarge ? ApiErrors.PayloadTooLarge : null;

    private bool TryReadAtOnce()
    {
        while (_reader.TryRead(out var read))
        {
            if (Take(read))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<ApiError?> UploadAsync()
    {
        var uploads = http.RequestServices.GetRequiredService<UploadLimit>();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        timeout.CancelAfter(uploads.Timeout);
        var slot = RequestSlot.Of(http);
        slot?.Release();
        RequestLimits.RestartTimeout(http);
        using (var upload = await uploads.StartAsync(http, timeout.Token))
        {
            if (upload is null)
            {
                return Close(TooManyUploads);
            }

            if (!await TryReadAllAsync(timeout.Token))
            {
                return Close(ApiErrors.RequestTimeout);
            }
        }

        return slot is null || await slot.AcquireAsync(http.RequestAborted) ? Verdict() : ConcurrencyLimit.TooManyAtOnce;
    }

    private async Task<bool> TryReadAllAsync(CancellationToken timeout)
    {
        try
        {
            while (!Take(await _reader.ReadAsync(timeout)))
            {
                // There is more to come.
            }

            return true;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>Whether that was all, or more than enough.</returns>
    private bool Take(ReadResult read)
    {
        foreach (var segment in read.Buffer)
        {
            _bytes.Write(segment.Span);
        }

        _reader.AdvanceTo(read.Buffer.End);
        return read.IsCompleted || IsTooLarge;
    }

    // What the sender may still send is of no use to anybody.
    private ApiError Close(ApiError error)
    {
        http.Response.Headers.Connection = "close";
        return error;
    }
}
