using System.Net;
using System.Net.Sockets;

namespace Governance.Testing;

/// <summary>
/// A TCP proxy in front of a service on this machine that fails on demand: it cuts connections, stops passing bytes on, or
/// refuses connections, so that a client meets a real network fault in the middle of a request.
/// </summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly int _target;
    private long _sent;
    private int _cuts;
    private volatile bool _refuses;

    public FaultyProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Bytes that went to the service.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>New connections are closed at once, and open ones with the next bytes.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>After so many bytes it silently stops passing bytes on to the service.</summary>
    public long StallsAfter { get; set; } = long.MaxValue;

    /// <summary>Cuts so many connections in the middle, each after it has sent a few thousand bytes.</summary>
    public int Cuts
    {
        get => Volatile.Read(ref _cuts);
        set => Volatile.Write(ref _cuts, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var service = new TcpClient())
        {
            try
            {
                if (_refuses)
                    return;
                await service.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var up = PassAsync(client.GetStream(), service.GetStream(), counts: true);
                var down = PassAsync(service.GetStream(), client.GetStream(), counts: false);
                await Task.WhenAny(up, down);
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // Bytes are lost, as in a network.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool counts)
    {
        var buffer = new byte[1 << 14];
        long passed = 0;
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0; )
            {
                if (counts && Interlocked.Add(ref _sent, read) > StallsAfter)
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                passed += read;
                if (_refuses || counts && passed > 4096 && Interlocked.Decrement(ref _cuts) >= 0)
                    return;
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            // The other direction ends with it.
        }
    }
}
